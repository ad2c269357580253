import App from './App.vue'
import { mountWindow } from '../mount'

mountWindow(App)

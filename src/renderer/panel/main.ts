import App from './App.vue'
import { mountWindow } from '../mount'
import './panel.css'

mountWindow(App)
